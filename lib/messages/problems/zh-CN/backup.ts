import type { backup as english } from '../en/backup'
import type { Translated } from '../types'

export const backup: Translated<typeof english> = {
  fileMissing: '文件 {file} 不存在。',
  targetNotEmpty: '此 Patchbay 已有数据。请恢复到新的数据文件夹或数据库：PATCHBAY_DATA_DIR=… npm run restore FILE',
  otherVersion: '此备份由另一个版本的 Patchbay 创建。请用该版本恢复，然后再更新。',
  incomplete: '此文件不是完整的 Patchbay 备份。',
  fileOutside: '备份被拒绝：它指向其文件夹之外的文件。',
}
