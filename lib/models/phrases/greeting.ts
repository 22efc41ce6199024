/** Words that only greet or thank, by the language of the reply. Compared without punctuation, in lower case. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'hi',
    'hi there',
    'hello',
    'hello there',
    'hey',
    'good morning',
    'good afternoon',
    'good evening',
    'thanks',
    'thank you',
  ],
  de: ['hallo', 'guten tag', 'guten morgen', 'guten abend', 'moin', 'servus', 'danke', 'vielen dank'],
  fr: ['bonjour', 'bonsoir', 'salut', 'merci', 'merci beaucoup'],
  es: ['hola', 'buenos días', 'buenos dias', 'buenas tardes', 'buenas noches', 'gracias', 'muchas gracias'],
  pt: ['olá', 'ola', 'oi', 'bom dia', 'boa tarde', 'boa noite', 'obrigado', 'obrigada'],
  it: ['ciao', 'buongiorno', 'buonasera', 'grazie', 'grazie mille'],
  zh: ['你好', '您好', '嗨', '早上好', '下午好', '晚上好', '谢谢', '多谢'],
  ja: ['こんにちは', 'おはよう', 'おはようございます', 'こんばんは', 'ありがとう', 'ありがとうございます'],
  ko: ['안녕', '안녕하세요', '감사합니다', '고마워요'],
  ar: ['مرحبا', 'أهلا', 'السلام عليكم', 'صباح الخير', 'مساء الخير', 'شكرا'],
}

const REPLIES: Readonly<Record<string, string>> = {
  en: 'Hello! Ask me something about the documents.',
  de: 'Hallo! Fragen Sie mich etwas zu den Dokumenten.',
  fr: 'Bonjour ! Posez-moi une question sur les documents.',
  es: '¡Hola! Hágame una pregunta sobre los documentos.',
  pt: 'Olá! Faça-me uma pergunta sobre os documentos.',
  it: 'Ciao! Fammi una domanda sui documenti.',
  zh: '你好！请就这些文档提问。',
  ja: 'こんにちは。文書について質問してください。',
  ko: '안녕하세요! 문서에 대해 질문해 주세요.',
  ar: 'مرحبًا! اسألني عن المستندات.',
}

const MAX_CHARACTERS = 40

/** The reply to a message that only greets or thanks; null for anything else, such as “Hi, when do you open?”. */
export function replyToGreeting(message: string): string | null {
  if (message.length > MAX_CHARACTERS) return null
  const text = message
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\s]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const [language] = Object.entries(WORDS).find(([, list]) => list.includes(text)) ?? []
  return language === undefined ? null : (REPLIES[language] ?? null)
}
