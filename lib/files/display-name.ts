const LONGEST_NAME = 255
/** Control characters, marks that turn or hide text, and what no file system or header takes. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"|?*]/gu
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** A name to show for an uploaded file. It never reaches the disk: files are kept under UUIDs. */
export function toDisplayName(name: string): string {
  const base = name.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const clean = base
    .replace(UNSAFE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
  if (!clean) return 'Unnamed file'
  return shorten(RESERVED.test(clean) ? `_${clean}` : clean)
}

/** Cut in the middle, so that the extension stays. */
function shorten(name: string): string {
  const characters = [...name]
  if (characters.length <= LONGEST_NAME) return name
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return characters.slice(0, LONGEST_NAME - extension.length).join('') + extension
}
