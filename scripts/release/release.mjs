// `npm run release -- 0.2.0`: sets the version, dates the changelog and runs the quick checks. Nothing is committed, tagged or published.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../node24.mjs'
import { run } from '../steps.mjs'
import { cutRelease } from './cut-release.mjs'

const [version = ''] = process.argv.slice(2)
const fileOf = (name) => path.join(root, name)
const readFileOf = (name) => readFileSync(fileOf(name), 'utf8')

try {
  if (git('status', '--porcelain') !== '') throw new Error('The working tree has changes. Commit or stash them first.')
  const { version: current } = JSON.parse(readFileOf('package.json'))
  const changelog = cutRelease(readFileOf('CHANGELOG.md'), {
    version,
    current,
    date: new Date().toISOString().slice(0, 10),
  })
  writeFileSync(fileOf('CHANGELOG.md'), changelog)
  setVersion('package.json', (file) => {
    file.version = version
  })
  setVersion('package-lock.json', (file) => {
    file.version = version
    file.packages[''].version = version
  })
  await run(process.execPath, ['scripts/test.mjs', 'static'])
  console.log(`
Version ${version} is ready. To release it, run the whole of npm test, and then:
  git commit -am "Release ${version}"
  git tag -a v${version} -m "Patchbay ${version}"
  git push --follow-tags`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}

function setVersion(name, change) {
  const file = JSON.parse(readFileOf(name))
  change(file)
  writeFileSync(fileOf(name), `${JSON.stringify(file, null, 2)}\n`)
}
