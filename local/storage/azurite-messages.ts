export type ServiceName = 'blob' | 'queue' | 'table';

/** What the process with Azurite is told, once. */
export type StorageOrders = {
  /** 0 or absent for a free one. */
  ports: Partial<Record<ServiceName, number>>;
  /** Where to keep everything; in memory if absent. */
  folder?: string;
};

/** What it answers, once. */
export type FromAzurite = { urls: Record<ServiceName, string> } | { problem: string };
