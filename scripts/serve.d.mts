export function serve(
  count: number,
  args?: string[],
  options?: { command?: string[]; firstPauseMs?: number; say?: (line: string) => void },
): Promise<number>
