import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Folder of the SVGs in each icon package. */
const FOLDERS: Readonly<Record<string, string>> = {
  'simple-icons': 'simple-icons/icons',
  'bootstrap-icons': 'bootstrap-icons/icons',
  lobehub: '@lobehub/icons-static-svg/icons',
  'ant-design': '@ant-design/icons-svg/inline-svg/filled',
}

interface LogoOwner {
  id: string
  /** Package and file name. */
  logo?: string | undefined
}

export interface LogoFolder {
  /** Public folder for the files; the others in it are removed. */
  target: string
  /** Folder of the manifests, for messages. */
  source: string
}

interface Logos {
  /** Public path by id. */
  paths: Map<string, string>
  faults: string[]
}

/**
 * Writes the SVGs in use as symbols of one file, so that a gallery needs one request. The file is named by content so that
 * browsers may cache it for ever.
 */
export function publishLogos(
  { root, target, source }: LogoFolder & { root: string },
  owners: readonly LogoOwner[],
  isCheck: boolean,
): Logos {
  const logos: Logos = { paths: new Map(), faults: [] }
  const folder = path.join(root, target)
  const existing = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.svg')) : []
  const before = existing.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('')
  const symbols = new Map<string, string>()
  for (const { id, logo } of owners) {
    if (logo === undefined) continue
    const svg = readLogo(root, logo)
    // Without the development dependencies the committed logo stays.
    const symbol = svg === null && !isInstalled(root, logo) ? symbolIn(before, id) : svg && symbolOf(id, svg)
    if (symbol === null) logos.faults.push(`${source}/${id}/manifest.ts: there is no logo “${logo}”.`)
    else symbols.set(id, symbol)
  }
  const text = `<svg xmlns="http://www.w3.org/2000/svg">\n${[...symbols.values()].join('\n')}\n</svg>\n`
  const name = `logos.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.svg`
  for (const id of symbols.keys()) logos.paths.set(id, `${target.slice('public'.length)}/${name}#${id}`)
  if (existing.length === 1 && existing[0] === name) return logos
  if (isCheck) {
    logos.faults.push(`${target}/${name} is stale: run \`npm run gen\`.`)
    return logos
  }
  mkdirSync(folder, { recursive: true })
  for (const file of existing) rmSync(path.join(folder, file))
  writeFileSync(path.join(folder, name), text)
  return logos
}

/** The drawing without its own colors: it has the color of the text. */
function symbolOf(id: string, svg: string): string | null {
  const [, attributes = '', content = ''] = /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(svg) ?? []
  const viewBox = /viewBox="([^"]*)"/.exec(attributes)?.[1]
  if (viewBox === undefined) return null
  const rule = /fill-rule="evenodd"/.test(attributes) ? ' fill-rule="evenodd"' : ''
  const drawing = content
    .replace(/<title>[^<]*<\/title>/g, '')
    .replace(/ fill="(?!none)[^"]*"/g, '')
    .replace(/\s*\n\s*/g, '')
  return `<symbol id="${id}" viewBox="${viewBox}"${rule}>${drawing}</symbol>`
}

const symbolIn = (text: string, id: string): string | null =>
  new RegExp(`<symbol id="${id}" .*?</symbol>`).exec(text)?.[0] ?? null

const folderOf = (logo: string): string | undefined => {
  const source = logo.split(':')[0] ?? ''
  return Object.hasOwn(FOLDERS, source) ? FOLDERS[source] : undefined
}

function isInstalled(root: string, logo: string): boolean {
  const folder = folderOf(logo)
  return folder !== undefined && existsSync(path.join(root, 'node_modules', folder))
}

function readLogo(root: string, logo: string): string | null {
  const name = logo.split(':')[1] ?? ''
  const folder = folderOf(logo)
  const file = path.join(root, 'node_modules', folder ?? '', `${name}.svg`)
  return folder !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : null
}
