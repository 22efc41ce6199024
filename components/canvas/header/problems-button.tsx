'use client'
import { Badge } from '@/components/ui/badge'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { isAlarming } from '../state/is-alarming'

/** Number of problems; opens the list. */
export function ProblemsButton() {
  const { ui } = useEditor()
  const isChecked = useEditorState((state) => state.isChecked)
  const hasTried = useUi((state) => state.hasTried)
  const isAlarmed = useEditorState((state) => state.issues.some((issue) => isAlarming(issue, hasTried)))
  const errors = useEditorState((state) => state.issues.filter((issue) => issue.severity === 'error').length)
  const warnings = useEditorState((state) => state.issues.filter((issue) => issue.severity === 'warning').length)
  const hints = useEditorState((state) => state.issues.length) - errors - warnings
  if (!isChecked) {
    return (
      <Badge tone="neutral">
        <Spinner size={11} />
        {t('canvas.checking')}
      </Badge>
    )
  }
  if (errors + warnings + hints === 0) return <Badge tone="success">{t('canvas.noProblemsShort')}</Badge>
  return (
    <button type="button" onClick={() => ui.getState().openDock('problems')}>
      {errors + warnings > 0 ? (
        <Badge tone={isAlarmed ? 'danger' : 'warning'}>{t('canvas.problemCount', { count: errors + warnings })}</Badge>
      ) : (
        <Badge tone="neutral">{t('canvas.hintCount', { count: hints })}</Badge>
      )}
    </button>
  )
}
