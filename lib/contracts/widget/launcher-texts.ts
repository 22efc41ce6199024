import type { WidgetLocale } from '@/lib/core/locales/widget-locale'

/** The bubble's texts by language. The server sends a page only the texts of its language. */
const TEXTS: Record<WidgetLocale, readonly [open: string, close: string]> = {
  en: ['Open chat: {title}', 'Close chat'],
  de: ['Chat öffnen: {title}', 'Chat schließen'],
  fr: ['Ouvrir le chat : {title}', 'Fermer le chat'],
  es: ['Abrir el chat: {title}', 'Cerrar el chat'],
  pt: ['Abrir o chat: {title}', 'Fechar o chat'],
  'zh-CN': ['打开聊天：{title}', '关闭聊天'],
  ja: ['チャットを開く: {title}', 'チャットを閉じる'],
  ar: ['فتح المحادثة: {title}', 'إغلاق المحادثة'],
}

export function launcherTexts(locale: WidgetLocale, title: string): { open: string; close: string } {
  const [open, close] = TEXTS[locale]
  return { open: open.replace('{title}', () => title), close }
}
