/** Stored instead of an environment, so that runs and API clients, which have one, do not find these files. */
export const PAGE_IMAGES = '#page'
