import 'server-only'
import type { WidgetLocale } from '@/lib/core/locales/widget-locale'

/** Shown when the page's script does not load; the button reloads the page. */
export const lateTexts: Readonly<Record<WidgetLocale, { text: string; again: string }>> = {
  en: { text: 'The chat could not be loaded.', again: 'Try again' },
  de: { text: 'Der Chat konnte nicht geladen werden.', again: 'Erneut versuchen' },
  fr: { text: 'Le chat n’a pas pu être chargé.', again: 'Réessayer' },
  es: { text: 'No se pudo cargar el chat.', again: 'Volver a intentarlo' },
  pt: { text: 'Não foi possível carregar o chat.', again: 'Tentar de novo' },
  'zh-CN': { text: '无法加载对话。', again: '重试' },
  ja: { text: 'チャットを読み込めませんでした。', again: 'もう一度試す' },
  ar: { text: 'تعذر تحميل المحادثة.', again: 'حاول مرة أخرى' },
}
