import { defineExport } from '@/lib/export/node-export'
import { INJECTION_TASK } from '../shared/guards/guard-prompts'
import { writeGuard } from '../shared/guards/write-guard'
import type { InjectionGuardConfig } from './manifest'

export default defineExport<InjectionGuardConfig>({
  write: (writer, config) =>
    writeGuard(writer, config, {
      doc: 'stops texts that try to turn the app against its instructions.',
      task: INJECTION_TASK,
      rules: (text) => `${writer.lib('guard', 'guardByInjectionRules')}(${text})`,
    }),
})
