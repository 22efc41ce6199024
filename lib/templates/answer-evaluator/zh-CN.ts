import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '回答评估',
  description: '模型对照参考答案为回答评分，给出每项理由和平均分。',
  'tags.0': '评估',
  'tags.1': '评审',
  'tags.2': '评分',
}
