/** Plugin ids of imported APIs. No folder of lib/plugins has this prefix. */
export const API_PREFIX = 'api-'

export const isApiPlugin = (plugin: string): boolean => plugin.startsWith(API_PREFIX)
