const VERSION = /^(\d+)\.(\d+)\.(\d+)$/

/**
 * Turns the section "Unreleased" of a changelog (keepachangelog.com) into that of a version and starts a new one.
 * @param {string} changelog
 * @param {{ version: string, current: string, date: string }} release versions such as `0.2.0`; the date as `2026-11-30`
 * @returns {string}
 * @throws {Error} when the version is not a later one, is there already, or nothing is listed as unreleased
 */
export function cutRelease(changelog, { version, current, date }) {
  if (!VERSION.test(version)) throw new Error(`"${version}" is not a version. Use three numbers, such as 0.2.0.`)
  if (!isLater(version, current)) throw new Error(`${version} does not come after the current version ${current}.`)
  if (changelog.includes(`\n## [${version}]`)) throw new Error(`CHANGELOG.md already has a section for ${version}.`)
  const heading = '## [Unreleased]\n'
  const start = changelog.indexOf(heading)
  if (start < 0) throw new Error('CHANGELOG.md has no section "## [Unreleased]".')
  const rest = changelog.slice(start + heading.length)
  const next = rest.search(/^## \[/m)
  const changes = (next < 0 ? rest : rest.slice(0, next)).trim()
  if (!changes.includes('- ')) throw new Error('CHANGELOG.md lists no unreleased changes.')
  const older = next < 0 ? '' : `\n${rest.slice(next)}`
  return `${changelog.slice(0, start)}${heading}\n## [${version}] - ${date}\n\n${changes}\n${older}`
}

function isLater(version, current) {
  const [a, b] = [version, current].map((text) => text.split('.').map(Number))
  const index = a.findIndex((number, position) => number !== b[position])
  return index >= 0 && a[index] > b[index]
}
