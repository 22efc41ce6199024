import 'server-only'
import type { WidgetLocale } from '@/lib/core/locales/widget-locale'

/** Each question is about another document; a single document gets all three. */
const QUESTIONS: Readonly<Record<WidgetLocale, readonly [string, string, string]>> = {
  en: ['What is “{name}” about?', 'Summarize “{name}”.', 'What are the key points of “{name}”?'],
  de: ['Worum geht es in „{name}“?', 'Fasse „{name}“ zusammen.', 'Was sind die wichtigsten Punkte in „{name}“?'],
  fr: ['De quoi parle « {name} » ?', 'Résume « {name} ».', 'Quels sont les points clés de « {name} » ?'],
  es: ['¿De qué trata «{name}»?', 'Resume «{name}».', '¿Cuáles son los puntos clave de «{name}»?'],
  pt: ['Do que trata “{name}”?', 'Resuma “{name}”.', 'Quais são os pontos principais de “{name}”?'],
  'zh-CN': ['“{name}”讲了什么？', '请总结“{name}”。', '“{name}”的要点有哪些？'],
  ja: ['「{name}」は何についての文書ですか？', '「{name}」を要約してください。', '「{name}」の要点は何ですか？'],
  ar: ['ما موضوع «{name}»؟', 'لخّص «{name}».', 'ما أهم نقاط «{name}»؟'],
}
const MAX_NAME_LENGTH = 50

/** Questions for a chat without suggestions of its own, from the names of its documents. */
export function starterQuestions(documentNames: readonly string[], locale: WidgetLocale): string[] {
  const names = [...new Set(documentNames.flatMap((name) => readableName(name) ?? []))]
  return QUESTIONS[locale].flatMap((question, index) => {
    const name = names[index % names.length]
    return name === undefined ? [] : question.replace('{name}', () => name)
  })
}

/** @returns null for an address, an id or another name that people would not use in a sentence */
function readableName(name: string): string | null {
  const text = name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[_\s]+|(?<=\p{L})-(?=\p{L})/gu, ' ')
    .trim()
  const isReadable = /\p{L}{3}/u.test(text) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2}/u.test(text)
  if (!isReadable || text.length > MAX_NAME_LENGTH || /[/\\<>{}]|\d{6}|[0-9a-f]{8}-/i.test(text)) return null
  return text
}
