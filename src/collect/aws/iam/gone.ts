/** The codes by which IAM says that something does not exist. */
export const GONE = ['NoSuchEntity', 'NoSuchEntityException'] as const;
