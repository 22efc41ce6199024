'use client'
import { useEffect, useMemo, useRef } from 'react'
import { z } from 'zod'
import { codeInputsOf } from '@/components/node-form/fields/code-inputs'
import { NodeForm } from '@/components/node-form/node-form'
import { NodeFormContext } from '@/components/node-form/node-form-context'
import { cn } from '@/components/ui/cn'
import { Disclosure } from '@/components/ui/disclosure'
import { Icon } from '@/components/ui/icon'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import type { NodeManifest } from '@/lib/graph/manifest'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { nodeForms } from '../node-forms.gen'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { portsOf } from '../state/ports/node-ports'
import { FixButton } from '../validation/fix-button'
import { issueKey } from '../validation/issue-key'
import { InstructionsNote } from './instructions-note'
import { MigrationNotice } from './migration-notice'
import { PolicyForm } from './policy-form'
import { useAgentsOf } from './use-agents-of'
import { useInstructionsSource } from './use-instructions-source'
import { usePromptModel } from './use-prompt-model'
import { useReferenceSource } from './use-reference-source'

const NONE: readonly GraphIssue[] = []
const NO_FIELDS: readonly string[] = []

export interface NodeSettingsProps {
  node: GraphNode
  manifest: NodeManifest | undefined
  /** Whether to show the error and limit settings; true by default. */
  withPolicy?: boolean
}

export function NodeSettings({ node, manifest, withPolicy = true }: NodeSettingsProps) {
  const { actions, appId, manifests } = useEditor()
  const issues = useEditorState((state) => state.issuesByNode.get(node.id) ?? NONE)
  const source = useReferenceSource(node.id)
  const promptModel = usePromptModel(node)
  const agents = useAgentsOf(node.id)
  const codeInputs = useMemo(() => codeInputsOf(portsOf(node, manifests).inputs), [node, manifests])
  const context = useMemo(
    () => ({ ...source, errors: errorsByPath(issues), appId, promptModel, codeInputs, agents, config: node.config }),
    [source, issues, appId, promptModel, codeInputs, agents, node.config],
  )
  const form = useFocusedField(node.id)
  const instructions = useInstructionsSource(node)
  if (!manifest) return <p className="text-muted text-sm">{t('canvas.unknownTypeText')}</p>
  const OwnForm = Object.hasOwn(nodeForms, node.type) ? nodeForms[node.type] : undefined
  const setConfig = (config: GraphNode['config']) => actions.setConfig(node.id, config)
  return (
    <NodeFormContext value={context}>
      <div ref={form} className="flex flex-col gap-4">
        <MigrationNotice node={node} />
        <IssueNotes issues={issues.filter((issue) => !isAtField(issue, manifest))} />
        {instructions ? <InstructionsNote source={instructions.node} /> : null}
        {OwnForm ? (
          <OwnForm nodeId={node.id} config={node.config} onChange={setConfig} />
        ) : (
          <NodeForm
            schema={manifest.config}
            texts={manifestTexts('nodes', node.type)}
            config={node.config}
            onChange={setConfig}
            omit={instructions ? [instructions.field] : NO_FIELDS}
          />
        )}
        {withPolicy && manifest.role === undefined ? (
          <Disclosure label={t('canvas.advanced')}>
            <PolicyForm node={node} />
          </Disclosure>
        ) : null}
      </div>
    </NodeFormContext>
  )
}

/** Errors that the form shows at a field that is always visible. */
function isAtField({ path, severity, fix }: GraphIssue, { config }: NodeManifest): boolean {
  if (path === undefined || severity === 'hint' || fix || !(config instanceof z.ZodObject)) return false
  const field = Object.hasOwn(config.shape, path) ? config.shape[path] : undefined
  if (!(field instanceof z.ZodType)) return false
  const { hidden, input, advanced, showWhen } = fieldLayout(field)
  const mayBeCollapsed = advanced || showWhen
  // The form of an MCP server shows its hidden field.
  const isShown = !hidden || input === 'mcp-server'
  return !mayBeCollapsed && isShown
}

/** Problems of ports and of the whole node, and of fields that may be hidden. */
function IssueNotes({ issues }: { issues: readonly GraphIssue[] }) {
  if (issues.length === 0) return null
  return (
    <ul className="flex flex-col gap-1.5">
      {issues.map((issue) => (
        <li
          key={issueKey(issue)}
          className={cn('flex items-start gap-2 rounded-md px-2.5 py-1.5 text-xs', NOTE_TONES[issue.severity])}
        >
          <Icon name={issue.severity === 'hint' ? 'info' : 'alert-triangle'} size={13} className="mt-0.5" />
          <span className="flex flex-col items-start gap-1.5">
            {localizeText(issue)}
            <FixButton issue={issue} />
          </span>
        </li>
      ))}
    </ul>
  )
}

const NOTE_TONES = {
  error: 'bg-danger-soft text-danger',
  warning: 'bg-warning-soft text-warning',
  hint: 'bg-sunken text-muted',
} as const

/** Messages shown at a field. Advice appears only above the form. */
function errorsByPath(issues: readonly GraphIssue[]): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const issue of issues) {
    if (issue.path === undefined || issue.severity === 'hint') continue
    errors[issue.path] = joinSentences(errors[issue.path], localizeText(issue))
  }
  return errors
}

/** Selecting a problem scrolls its field into view. */
function useFocusedField(nodeId: string) {
  const form = useRef<HTMLDivElement>(null)
  const focus = useUi((state) => state.focusField)
  useEffect(() => {
    if (focus?.nodeId !== nodeId) return
    const field = form.current?.querySelector(`[data-field="${CSS.escape(focus.path)}"]`)
    field?.scrollIntoView({ block: 'center' })
    const control = field?.querySelector('input, textarea, button, [role="textbox"]')
    if (control instanceof HTMLElement) control.focus()
  }, [focus, nodeId])
  return form
}
