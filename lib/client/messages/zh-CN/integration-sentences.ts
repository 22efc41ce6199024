import type { Sentences } from '../sentence-book'

/** Alerts about connections, and hints of their fields. */
export const integrationSentences: Sentences = {
  'Reconnect “{}”': '重新连接“{1}”',
  '{} Runs that need this connection are paused until somebody signs in again.':
    '{1}需要此连接的运行已暂停，直到有人重新登录。',
  'Runs that need this connection are paused until somebody signs in again.':
    '需要此连接的运行已暂停，直到有人重新登录。',
  'Write the number.': '请填写数字。',
}
