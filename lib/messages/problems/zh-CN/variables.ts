import type { variables as english } from '../en/variables'
import type { Translated } from '../types'

export const variables: Translated<typeof english> = {
  environmentMissing: '环境变量“{name}”在此没有值。所有者可以在“设置 › 环境变量”中设置。',
  environmentsMissing:
    '“{environment}”缺少环境变量 {names} 的值（共 {count, number} 个）。所有者可以在“设置 › 环境变量”中设置。',
  environmentUnfit: '“{place}”的值不符合类型 {type}。',
  environmentTooLong: '一个值最多 {max, number} 字节，而不是 {bytes, number} 字节。',
  environmentSecret: '“{place}”的值看起来像凭据，所有编辑者都能读取。请改为保存为密钥。',
  environmentsTooMany: '一个工作区最多有 {max, number} 个环境变量。请先删除一个。',
  unknown: '应用没有变量“{name}”。请在“输入”节点中声明它。',
  unfit: '该值不适用于变量“{name}”（类型为 {type}）的操作“{operation}”。',
  tooLong:
    '变量“{name}”的值将有 {characters, number} 个字符；上限为 {max, number} 个。请在“输入”节点中提高上限，或减少存储的内容。',
}
