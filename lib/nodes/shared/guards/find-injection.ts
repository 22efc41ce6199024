import { INJECTION_PATTERNS } from './injection-patterns'
import { disguisedForms, plainForms } from './plain-forms'

export interface InjectionFinding {
  reason: string
  weight: number
}

export interface InjectionVerdict {
  /** Combined score of all findings, 0 to 1. */
  score: number
  /** Findings by descending weight, without duplicates. */
  findings: InjectionFinding[]
}

/** If a text is longer, only its beginning and its end are checked. */
const MAX = 60_000
const MAX_ENCODED = 20
/** The flag emoji of England, Scotland and Wales, which are legitimate uses of tag characters. */
const FLAGS = /\u{1f3f4}[\u{e0030}-\u{e007a}]{2,6}\u{e007f}/gu

/**
 * Scores how likely a text is a prompt injection, with fixed rules over its plain form. Quoted text
 * counts like any other, since rules cannot distinguish them.
 */
export function findInjection(text: string): InjectionVerdict {
  const ends = text.length <= MAX ? text : `${text.slice(0, MAX / 2)}\n${text.slice(-MAX / 2)}`
  const inspected = ends.replace(FLAGS, '')
  const phrases = phrasesIn(inspected)
  return verdictOf([
    ...phrases,
    ...disguisedIn(inspected, phrases.length > 0),
    ...shapesIn(inspected),
    ...encodedIn(inspected),
  ])
}

/** Keeps the heaviest finding per reason and text; repetition adds no certainty. */
function verdictOf(all: readonly InjectionFinding[]): InjectionVerdict {
  const heaviest = new Map<string, number>()
  for (const { reason, weight } of all) heaviest.set(reason, Math.max(weight, heaviest.get(reason) ?? 0))
  const findings = [...heaviest].map(([reason, weight]) => ({ reason, weight })).sort((a, b) => b.weight - a.weight)
  const score = 1 - findings.reduce((rest, { weight }) => rest * (1 - weight), 1)
  return { score: Math.round(score * 1_000) / 1_000, findings }
}

function phrasesIn(text: string): InjectionFinding[] {
  return plainForms(text).flatMap(matching)
}

function matching(form: string): InjectionFinding[] {
  return INJECTION_PATTERNS.filter(({ pattern }) => pattern.test(form)).map(({ reason, weight }) => ({
    reason,
    weight,
  }))
}

/** Shifted alphabets and reversed text, only checked when the plain text has no findings. */
function disguisedIn(text: string, isPlain: boolean): InjectionFinding[] {
  if (isPlain) return []
  const [plain = ''] = plainForms(text)
  const found = disguisedForms(plain).flatMap(matching)
  return found.length === 0 ? [] : [...found, { reason: 'disguises its characters', weight: 0.4 }]
}

interface Shape {
  reason: string
  weight: number
  pattern: RegExp
}

/** Patterns over the original text: punctuation, markup and invisible characters. */
const SHAPES: readonly Shape[] = [
  {
    reason: 'imitates the marks between roles',
    weight: 0.7,
    pattern:
      /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|begin_of_text)\|?>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|developer)(?:_prompt|[ _-]?message|[ _-]?instructions?)?>|<start_of_turn>/i,
  },
  {
    reason: 'imitates the marks between roles',
    weight: 0.5,
    pattern:
      /^[ \t>*#-]{0,6}(?:system|developer|assistant)(?: (?:prompt|message|override|note|instructions?))?[ \t]*(?::|\]|-->)[ \t]*\S/im,
  },
  {
    reason: 'imitates the marks between roles',
    weight: 0.45,
    pattern:
      /^[ \t]*#{2,4}[ \t]*(?:system|instructions?|new instructions?|end of (?:input|prompt))\b|^[ \t]*[-=*]{3,}[ \t]*(?:begin|end|start|new)\b[^\n]{0,30}\b(?:system|prompt|instructions?|user|input|context)\b/im,
  },
  {
    reason: 'imitates the settings of an assistant',
    weight: 0.55,
    pattern:
      /["'<]?\b(?:system[_ -]?override|override[_ -]?system|(?:reveal|print|show|dump|leak)[_ -]?(?:system[_ -]?)?prompt|ignore[_ -]?(?:guidelines|instructions|rules|polic(?:y|ies)|safety)|(?:safe(?:ty)?[_ -]?mode|restrictions?|guardrails|content[_ -]?filters?|moderation))\b["']?\s*[:=]\s*["']?(?:none|off|false|true|yes|disabled?|on|\n)|["']?mode["']?\s*[:=]\s*["']?(?:unrestricted|jailbreak|developer|god)\b|<safety[^>\n]{0,40}\b(?:enabled|mode)\s*=\s*["']?(?:false|off)|<rule[^>\n]{0,40}\baction\s*=\s*["']?(?:delete|ignore|disable)/i,
  },
  {
    reason: 'imitates the marks between roles',
    weight: 0.6,
    pattern: /["']?role["']?\s*[:=]\s*["']?(?:system|developer)\b/i,
  },
  {
    reason: 'hides text in a comment or style',
    weight: 0.5,
    pattern: /<!--\s*(?:to |for )?(?:the )?(?:ai|assistant|system|model|llm|chatbot)\b\s*[:,]/i,
  },
  { reason: 'hides text in invisible characters', weight: 0.8, pattern: /[\u{e0020}-\u{e007e}]{4,}/u },
  {
    reason: 'hides text in invisible characters',
    weight: 0.55,
    pattern: /[\u200b\u2060-\u2064\ufeff]{4,}|(?:[\u200b\u2060-\u2064][a-z]){4,}|[\u202d\u202e]/i,
  },
  {
    reason: 'would send the conversation to an address',
    weight: 0.6,
    pattern:
      /!\[[^\]\n]{0,200}\]\(\s*https?:\/\/[^)\s]{1,300}[?&/=][^)\s]{0,200}(?:\{|\[|%7b|<|\$\{|data|secret|history|conversation|prompt|base64|summary)/i,
  },
  {
    reason: 'would send the conversation to an address',
    weight: 0.55,
    pattern:
      /<(?:img|iframe|script|link|object|embed|form)\b[^>\n]{0,300}(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:|\/\/|javascript:)/i,
  },
  {
    reason: 'would send the conversation to an address',
    weight: 0.5,
    pattern:
      /\b(?:send|post|forward|upload|transmit|exfiltrate|append|e-?mail|leak|submit)\b[^.\n]{0,60}\b(?:conversation|chat (?:history|log)|history|system prompt|secrets?|credentials|passwords?|api keys?|everything|all (?:the )?(?:data|messages|files|documents|contents?))\b[^.\n]{0,60}(?:https?:\/\/|@[\w-]+\.\w|\bto (?:the )?(?:url|address|server|webhook|endpoint|link)\b)/i,
  },
  {
    reason: 'hides text in a comment or style',
    weight: 0.35,
    pattern:
      /<!--[^>]{0,400}\b(?:ignore|instruction|assistant|system|prompt|ai)\b|(?:font-size\s*:\s*0|display\s*:\s*none|color\s*:\s*(?:#fff|white))[^>]{0,80}>[^<]{10,}/i,
  },
]

function shapesIn(text: string): InjectionFinding[] {
  return SHAPES.filter(({ pattern }) => pattern.test(text)).map(({ reason, weight }) => ({ reason, weight }))
}

/** Decodes Base64, hex, percent-encoding and escapes; both the content and the fact that it was hidden count. */
function encodedIn(text: string): InjectionFinding[] {
  const payloads = [
    ...matches(text, /(?<![\w+/=-])[A-Za-z0-9+/_-]{16,8000}={0,2}(?![\w+/=-])/g).map((found) =>
      bytesOf(found, 'base64'),
    ),
    // Split into chunks that mix letters and digits, unlike words.
    ...matches(text, /(?<![\w+/=-])(?:[A-Za-z0-9+/]{2,12}[ \n]){2,400}[A-Za-z0-9+/]{2,12}={0,2}(?![\w+/=-])/g).flatMap(
      (found) => spacedPayloads(found),
    ),
    ...matches(text, /(?<![A-Z2-7])[A-Z2-7]{16,8000}={0,6}(?![A-Z2-7=])/g).map(decodeBase32),
    ...matches(text, /(?<!\d)(?:\d{2,3}[ ,;]{1,2}){7,2000}\d{2,3}(?!\d)/g).map(decodeDecimals),
    ...matches(text, /(?:&#x?[0-9a-f]{2,6};[\w .,-]{0,40}){2,200}|(?:\\x[0-9a-f]{2}[\w .,-]{0,40}){2,200}/gi).map(
      decodeEscapes,
    ),
    ...matches(text, /(?<![0-9a-f])(?:[0-9a-f]{2}[ :]?){12,4000}(?![0-9a-f])/gi).map((found) =>
      bytesOf(found.replace(/[ :]/g, ''), 'hex'),
    ),
    ...matches(text, /(?:%[0-9a-f]{2}[\w .-]{0,20}){8,500}/gi).map(decodePercent),
    ...matches(text, /(?:\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x?[0-9a-f]{2,6};){6,800}/gi).map(decodeEscapes),
    tagsOf(text),
  ]
  const found = payloads
    .filter((payload) => payload.length >= 8)
    .flatMap((payload) => [...phrasesIn(payload), ...shapesIn(payload)])
  return found.length === 0 ? [] : [...found, { reason: 'hides its content in an encoding', weight: 0.5 }]
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].slice(0, MAX_ENCODED).map(([found]) => found)

/** The decoded text; empty if the bytes are not text. */
function bytesOf(found: string, encoding: 'base64' | 'hex'): string {
  const decoded = Buffer.from(found, encoding).toString('utf8')
  const readable = decoded.match(/[\p{L}\p{N}\p{P}\p{Zs}\n]/gu)?.length ?? 0
  return decoded.length > 0 && readable / Array.from(decoded).length > 0.9 ? decoded : ''
}

/** Base64 with spaces: ordinary words may precede the chunks, so they are skipped one by one. */
function spacedPayloads(found: string): string[] {
  const pieces = found.split(/[ \n]/)
  const first = pieces.findIndex((piece) => /\d|[a-z][A-Z]/.test(piece))
  return first < 0 ? [] : [0, 1, 2].map((back) => bytesOf(pieces.slice(Math.max(0, first - back)).join(''), 'base64'))
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function decodeBase32(found: string): string {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const digit of found.replaceAll('=', '')) {
    value = ((value << 5) | BASE32.indexOf(digit)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((value >> bits) & 0xff)
  }
  return bytesOf(Buffer.from(bytes).toString('hex'), 'hex')
}

function decodeDecimals(found: string): string {
  const codes = found.split(/[ ,;]+/).map(Number)
  return codes.every((code) => (code >= 32 && code < 127) || code === 10) ? String.fromCharCode(...codes) : ''
}

function decodePercent(found: string): string {
  try {
    return decodeURIComponent(found)
  } catch {
    return ''
  }
}

function decodeEscapes(found: string): string {
  return found.replace(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{2,6});|&#(\d{2,6});/gi, (whole, ...groups) => {
    const [unicode, byte, hex, decimal] = groups
    const code = decimal ? Number(decimal) : Number.parseInt(String(unicode ?? byte ?? hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Unicode tag characters, which mirror ASCII and are invisible. */
function tagsOf(text: string): string {
  return [...text.matchAll(/[\u{e0020}-\u{e007e}]/gu)]
    .map(([tag]) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .join('')
}
