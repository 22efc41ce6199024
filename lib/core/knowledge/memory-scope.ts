/** Which apps recall a fact about an end user: the one that stored it, or all apps of its workspace. */
export const MEMORY_SCOPES = ['app', 'workspace'] as const
export type MemoryScope = (typeof MEMORY_SCOPES)[number]
