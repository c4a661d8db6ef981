/** What has come of one thing that has to be there; in a dry run, what would. */
export type Kept = 'is there already' | 'made' | 'changed';
