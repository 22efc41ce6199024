import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '发送前审批',
  description: '起草回复，等待有人在收件箱中批准，然后放入发件箱。',
  'tags.0': '审批',
  'tags.1': '发件箱',
  'tags.2': '回复',
}
