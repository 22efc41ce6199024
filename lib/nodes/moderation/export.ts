import { defineExport } from '@/lib/export/node-export'
import { moderationTask } from '../shared/guards/guard-prompts'
import { HARM_CATEGORIES } from '../shared/guards/harm-categories'
import { writeGuard } from '../shared/guards/write-guard'
import type { ModerationConfig } from './manifest'

export default defineExport<ModerationConfig>({
  write(writer, config) {
    const categories = HARM_CATEGORIES.filter((category) => config.looksFor[category])
    return writeGuard(writer, config, {
      doc: 'stops threats, insults, hate, sexual content, self-harm and spam.',
      task: moderationTask(categories),
      rules: (text) => `${writer.lib('guard', 'guardByHarmRules')}(${text}, ${writer.literal(categories)})`,
    })
  },
})
