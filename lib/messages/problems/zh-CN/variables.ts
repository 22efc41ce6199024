import type { variables as english } from '../en/variables'
import type { Translated } from '../types'

export const variables: Translated<typeof english> = {
  unknown: '应用没有变量“{name}”。请在“输入”节点中声明它。',
  unfit: '该值不适用于变量“{name}”（类型为 {type}）的操作“{operation}”。',
  tooLong:
    '变量“{name}”的值将有 {characters, number} 个字符；上限为 {max, number} 个。请在“输入”节点中提高上限，或减少存储的内容。',
}
