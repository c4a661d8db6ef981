/** What came back from a service: the status, a header by name, the body as text. */
export interface Answer {
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: string;
}
