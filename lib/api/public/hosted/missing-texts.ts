import 'server-only'
import type { WidgetLocale } from '@/lib/core/locales/widget-locale'

export interface MissingTexts {
  title: string
  heading: string
  /** `{link}` marks the position of the link to the studio with the text `signIn`. */
  text: string
  signIn: string
}

/** Texts of the page shown for every missing or inaccessible chat. */
export const missingTexts: Readonly<Record<WidgetLocale, MissingTexts>> = {
  en: {
    title: 'Not found',
    heading: 'There is no chat here',
    text: 'The address may be wrong, the chat may have been taken down, or you may have to {link} first.',
    signIn: 'sign in',
  },
  de: {
    title: 'Nicht gefunden',
    heading: 'Hier ist kein Chat',
    text: 'Vielleicht ist die Adresse falsch, der Chat wurde entfernt, oder Sie müssen sich erst {link}.',
    signIn: 'anmelden',
  },
  fr: {
    title: 'Introuvable',
    heading: 'Il n’y a pas de chat ici',
    text: 'L’adresse est peut-être fausse, le chat a pu être retiré, ou vous devez d’abord {link}.',
    signIn: 'vous connecter',
  },
  es: {
    title: 'No encontrado',
    heading: 'Aquí no hay ningún chat',
    text: 'Puede que la dirección sea incorrecta, que el chat se haya retirado o que antes tenga que {link}.',
    signIn: 'iniciar sesión',
  },
  pt: {
    title: 'Não encontrado',
    heading: 'Não há nenhum chat aqui',
    text: 'O endereço pode estar errado, o chat pode ter sido retirado, ou você precisa {link} primeiro.',
    signIn: 'entrar',
  },
  'zh-CN': {
    title: '未找到',
    heading: '这里没有对话',
    text: '地址可能有误，对话可能已下线，或者您需要先{link}。',
    signIn: '登录',
  },
  ja: {
    title: '見つかりません',
    heading: 'ここにチャットはありません',
    text: 'アドレスが間違っているか、チャットが公開されていないか、先に{link}が必要です。',
    signIn: 'サインイン',
  },
  ar: {
    title: 'غير موجود',
    heading: 'لا توجد محادثة هنا',
    text: 'قد يكون العنوان خاطئًا، أو أُزيلت المحادثة، أو عليك {link} أولًا.',
    signIn: 'تسجيل الدخول',
  },
}
