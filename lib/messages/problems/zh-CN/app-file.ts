import type { appFile as english } from '../en/app-file'
import type { Translated } from '../types'

export const appFile: Translated<typeof english> = {
  tooLarge: '应用文件最大为 {megabytes} MB。',
  notJson: '此文件不是 JSON，或内容被截断：{reason}',
}
