/**
 * Matches a complete string against a pattern with `*` wildcards. Two pointers with one backtracking
 * position: quadratic at worst, whatever the pattern.
 */
export function fitsWildcard(pattern: string, text: string): boolean {
  let index = 0
  let inPattern = 0
  let starAt = -1
  let resumeAt = 0
  while (index < text.length) {
    if (pattern[inPattern] === '*') {
      starAt = inPattern
      inPattern += 1
      resumeAt = index
    } else if (inPattern < pattern.length && pattern[inPattern] === text[index]) {
      inPattern += 1
      index += 1
    } else if (starAt !== -1) {
      resumeAt += 1
      index = resumeAt
      inPattern = starAt + 1
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern += 1
  return inPattern === pattern.length
}

/** No `include`: everything. `exclude` wins. `**` is the same as `*`. */
export function isWanted(
  path: string,
  { include, exclude }: { include: readonly string[]; exclude: readonly string[] },
): boolean {
  const fits = (pattern: string) => fitsWildcard(pattern.replace(/\*+/g, '*'), path)
  return (include.length === 0 || include.some(fits)) && !exclude.some(fits)
}
