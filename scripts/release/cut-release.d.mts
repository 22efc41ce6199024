export function cutRelease(changelog: string, release: { version: string; current: string; date: string }): string
