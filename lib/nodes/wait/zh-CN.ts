import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '等待',
  description: '过一段时间或到某个时间再继续。长时间等待不花费用，重启也不受影响。',
  'fields.mode.label': '等待',
  'fields.mode.options.duration': '一段时间',
  'fields.mode.options.until': '直到某个时间',
  'fields.amount.label': '时长',
  'fields.unit.label': '单位',
  'fields.unit.options.seconds': '秒',
  'fields.unit.options.minutes': '分钟',
  'fields.unit.options.hours': '小时',
  'fields.unit.options.days': '天',
  'fields.until.label': '时间',
  'fields.until.help': '带时间和时区的日期，或自 1970 年以来的秒数。',
  'inputs.value.label': '值',
  'outputs.value.label': '值',
  'texts.duration':
    '{unit, select, seconds {{amount} 秒} minutes {{amount} 分钟} hours {{amount} 小时} other {{amount} 天}}',
  'texts.noTime': '还没有时间',
}
