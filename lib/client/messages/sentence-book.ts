/**
 * English text → its translation. For what comes from beneath the interface: labels of manifests, problems of graphs,
 * refusals of the server. `{}` in the English stands for what was filled in there, `{=}` for what is filled in
 * as it is (a path, a value), `{1}`, `{2}` in the translation for the same in order. So the layers beneath know of no language, and a new sentence is English until it is in the book.
 */
export type Sentences = Readonly<Record<string, string>>

interface Pattern {
  parts: RegExp
  /** Of each gap, whether it is nobody's to translate: `{=}`, or in “…”, a name that somebody gave. */
  isName: readonly boolean[]
  translation: string
}

const compiled = new WeakMap<Sentences, Map<string, Pattern[]>>()

/** The translation; null when the book has none. What was filled in is translated too, unless it is a name. */
export function translate(text: string, sentences: Sentences): string | null {
  if (Object.hasOwn(sentences, text)) return sentences[text] ?? null
  for (const { parts, isName, translation } of candidates(text, sentences)) {
    const found = parts.exec(text)
    if (!found) continue
    return translation.replace(/\{(\d)\}/g, (_, number: string) => {
      const filled = found[Number(number)] ?? ''
      return isName[Number(number) - 1] ? filled : (translate(filled, sentences) ?? filled)
    })
  }
  return null
}

/** Patterns lie under their first character, those that begin with a gap under ''. */
function candidates(text: string, sentences: Sentences): Pattern[] {
  let patterns = compiled.get(sentences)
  if (!patterns) {
    patterns = compile(sentences)
    compiled.set(sentences, patterns)
  }
  return [...(patterns.get(text.slice(0, 1)) ?? []), ...(patterns.get('') ?? [])]
}

function compile(sentences: Sentences): Map<string, Pattern[]> {
  const patterns = new Map<string, Pattern[]>()
  // The longest first: it is the most exact one.
  const open = Object.entries(sentences).filter(([english]) => GAP.test(english))
  for (const [english, translation] of open.sort(([a], [b]) => b.length - a.length)) {
    const pieces = english.split(GAP)
    const first = pieces[0]?.slice(0, 1) ?? ''
    const gaps = english.matchAll(new RegExp(GAP, 'g'))
    const isName = [...gaps].map(({ 0: gap, index }) => gap === '{=}' || english[index - 1] === '“')
    const parts = new RegExp(`^${pieces.map(escapeText).join('([\\s\\S]+?)')}$`)
    patterns.set(first, [...(patterns.get(first) ?? []), { parts, isName, translation }])
  }
  return patterns
}

const GAP = /\{=?\}/

const escapeText = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
