import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '读取任何地点的当前天气和预报。',
  'connections.none.label': '无需连接',
  'actions.get-forecast.label': '获取天气',
  'actions.get-forecast.description': '读取地点的当前天气和最多 16 天的预报。',
  'fields.place.label': '地点',
  'fields.days.label': '天数',
  'fields.units.label': '单位',
  'fields.units.options.metric': '摄氏度、公里/时、毫米',
  'fields.units.options.imperial': '华氏度、英里/时、英寸',
  'outputs.place.label': '地点',
  'outputs.now.label': '当前',
  'outputs.days.label': '天数',
  'outputs.units.label': '单位',
}
