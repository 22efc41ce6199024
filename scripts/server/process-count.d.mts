export function processCount(
  env: Readonly<Record<string, string | undefined>>,
  machine?: { cores?: number; bytes?: number; platform?: NodeJS.Platform },
): number
