export function problemOfId(id: string, base?: string): string | null
export function skeletonOf(id: string): Record<string, string>
