import type { Parsed } from '../parsed'
import { cleanText, TextBuilder } from '../text-builder'
import { decodeText } from './decode-text'

const MAX_NAME_LENGTH = 120
/** Start of a top-level declaration; the first matching group is its name. */
const JAVASCRIPT =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:(?:function\s*\*?|class|interface|enum|namespace|type)\s+([\w$]+)|(?:const|let|var)\s+([\w$]+)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function|\(|[\w$]+\s*=>|class))/
const C_LIKE =
  /^(?=\S)(?!(?:return|else|if|for|while|switch|case|using|import|package|namespace\s*\{)\b)(?:(?:public|private|protected|internal|static|final|abstract|sealed|virtual|override|async|inline|extern|const|unsafe|partial|open|data|suspend|export|template\s*<[^>]*>)\s+)*(?:(?:class|interface|struct|enum|record|trait|object|protocol|extension|actor|union|namespace|module)\s+([\w$]+)|(?:fun|func)\s+(?:\([^)]*\)\s*)?([\w$]+)|[\w$:<>,*&[\]\s?]+?[\s*&]([\w$~:]+)\s*\([^;]*(?:\{|$))/
const DECLARATIONS: Readonly<Record<string, RegExp>> = {
  js: JAVASCRIPT,
  mjs: JAVASCRIPT,
  cjs: JAVASCRIPT,
  jsx: JAVASCRIPT,
  ts: JAVASCRIPT,
  tsx: JAVASCRIPT,
  mts: JAVASCRIPT,
  cts: JAVASCRIPT,
  vue: JAVASCRIPT,
  svelte: JAVASCRIPT,
  py: /^(?:async\s+)?(?:def|class)\s+(\w+)/,
  rb: /^(?:def|class|module)\s+([\w.:?!]+)/,
  go: /^(?:func\s+(?:\([^)]*\)\s*)?(\w+)|type\s+(\w+))/,
  rs: /^(?:pub(?:\([^)]*\))?\s+)?(?:async\s+)?(?:unsafe\s+)?(?:(?:fn|struct|enum|trait|mod|type|union|macro_rules!)\s+(\w+)|impl(?:<[^>]*>)?\s+([^{]+))/,
  php: /^(?:(?:abstract|final)\s+)?(?:function|class|interface|trait|enum)\s+(\w+)/,
  sh: /^(?:function\s+)?([\w-]+)\s*\(\)/,
  sql: /^create\s+(?:or\s+replace\s+)?(?:\w+\s+)*?(?:table|view|function|procedure|trigger|index|type)\s+(?:if\s+not\s+exists\s+)?([\w."]+)/i,
  lua: /^(?:local\s+)?function\s+([\w.:]+)/,
  r: /^([\w.]+)\s*(?:<-|=)\s*function/,
  pl: /^(?:sub|package)\s+([\w:]+)/,
  ex: /^\s{0,2}(?:defmodule|defp?|defmacro)\s+([\w.?!]+)/,
  java: C_LIKE,
  kt: C_LIKE,
  kts: C_LIKE,
  c: C_LIKE,
  h: C_LIKE,
  cpp: C_LIKE,
  hpp: C_LIKE,
  cc: C_LIKE,
  cs: C_LIKE,
  swift: C_LIKE,
  scala: C_LIKE,
  dart: C_LIKE,
}

/**
 * Keeps source code unchanged. Top-level declarations become sections with the comment above them,
 * so that chunks keep functions whole. The language comes from the extension; unknown ones are
 * split at blank lines.
 */
export function parseCode(bytes: Uint8Array, fileName: string): Parsed {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const declaration = Object.hasOwn(DECLARATIONS, extension) ? DECLARATIONS[extension] : undefined
  const lines = cleanText(decodeText(bytes))
    .replace(/^\ufeff/, '')
    .split('\n')
  const builder = new TextBuilder()
  let block: string[] = []
  let title = ''
  for (const line of lines) {
    const name = declaration?.exec(line)?.slice(1).find(Boolean)?.trim()
    if (name) {
      const comment = leadingComment(block)
      builder.code(block.join('\n'), title)
      block = comment
      title = name.slice(0, MAX_NAME_LENGTH)
    }
    block.push(line)
  }
  builder.code(block.join('\n'), title)
  return { builder, title: fileName, shape: 'code' }
}

/** Comment or decorator lines directly above a declaration. */
function leadingComment(block: string[]): string[] {
  let first = block.length
  while (first > 0 && /^(?:\/\/|\/?\*|\s\*|#|--|@|\[|""")/.test(block[first - 1] ?? '')) first -= 1
  return block.splice(first)
}
