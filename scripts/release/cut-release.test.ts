import { expect, test } from 'vitest'
import { cutRelease } from './cut-release.mjs'

const changelog = '# Changelog\n\n## [Unreleased]\n\n### Added\n- Widgets\n\n## [0.1.0] - 2026-01-01\n\n- First\n'
const release = { version: '0.2.0', current: '0.1.0', date: '2026-11-30' }

test('moves the unreleased changes into a section of the version', () => {
  expect(cutRelease(changelog, release)).toBe(
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n\n### Added\n- Widgets\n\n## [0.1.0] - 2026-01-01\n\n- First\n',
  )
})

test('accepts a changelog whose first release this is', () => {
  const first = '# Changelog\n\n## [Unreleased]\n- Widgets\n'
  expect(cutRelease(first, release)).toBe('# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n\n- Widgets\n')
})

test.each([
  ['v0.2', {}, changelog, '"v0.2" is not a version. Use three numbers, such as 0.2.0.'],
  ['0.1.0', {}, changelog, '0.1.0 does not come after the current version 0.1.0.'],
  ['0.1.9', { current: '0.2.0' }, changelog, '0.1.9 does not come after the current version 0.2.0.'],
  ['0.2.0', {}, `${changelog}\n## [0.2.0] - 2026-02-02\n`, 'CHANGELOG.md already has a section for 0.2.0.'],
  ['0.2.0', {}, '# Changelog\n', 'CHANGELOG.md has no section "## [Unreleased]".'],
  ['0.2.0', {}, '# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n', 'CHANGELOG.md lists no unreleased changes.'],
])('rejects %s %o', (version, rest, text, message) => {
  expect(() => cutRelease(text, { ...release, version, ...rest })).toThrow(message)
})
