import type { Plugin as EsbuildPlugin } from 'esbuild'
import type { Plugin as VitePlugin } from 'vitest/config'

export function patchPostgres(file: string, source: string): string
export const postgresForEsbuild: EsbuildPlugin
export const postgresForVitest: VitePlugin
