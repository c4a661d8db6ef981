// Apart, so that a lazy import brings the one class that is used and not the whole package.
export { QueueClient } from '@azure/storage-queue';
