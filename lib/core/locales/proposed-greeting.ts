import type { WidgetLocale } from './widget-locale'

const GREETINGS: Readonly<Record<WidgetLocale, string>> = {
  en: 'Hello! What would you like to know?',
  de: 'Hallo! Was möchten Sie wissen?',
  fr: 'Bonjour ! Que souhaitez-vous savoir ?',
  es: '¡Hola! ¿Qué le gustaría saber?',
  pt: 'Olá! O que gostaria de saber?',
  'zh-CN': '您好！您想了解什么？',
  ja: 'こんにちは。何をお知りになりたいですか？',
  ar: 'مرحبًا! ماذا تودّ أن تعرف؟',
}

/** The greeting that new chat apps get. */
export const PROPOSED_GREETING = GREETINGS.en

/** The proposed greeting in the visitor's language; any other one as it was written. */
export const greetingIn = (greeting: string, locale: WidgetLocale): string =>
  greeting === PROPOSED_GREETING ? GREETINGS[locale] : greeting
