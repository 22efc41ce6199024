import type { Metafile, OutputFile } from 'esbuild'

export function buildWidget(): Promise<{ metafile: Metafile; outputFiles: OutputFile[] }>
export function neededAtOnce(metafile: Metafile): { parts: string[]; locales: Record<string, string> }
