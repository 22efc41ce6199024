import type { triggers as english } from '../en/triggers'
import type { Translated } from '../types'

export const triggers: Translated<typeof english> = {
  unknown: '此安装没有该事件。',
  noSample: '尚无事件。请捕获一个，或等待第一个。',
}
