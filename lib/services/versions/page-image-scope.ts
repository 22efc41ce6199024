/** In place of an environment: runs and API clients, which have an environment, do not see these files. */
export const PAGE_IMAGES = '#page'
