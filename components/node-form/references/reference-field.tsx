'use client'
import './reference-field.css'
import { type FocusEvent, type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { FIELD_CLASSES } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useNodeFormContext } from '../node-form-context'
import { ReferenceMenu } from './reference-menu'
import { drawText, readText } from './reference-text'
import { useReferenceEditing } from './use-reference-editing'

export interface ReferenceFieldProps {
  value: string
  onChange: (value: string) => void
  label: string
  multiline?: boolean
  mono?: boolean
  placeholder?: string | undefined
  describedBy?: string | undefined
  invalid?: boolean
}

/** A text field that shows `{{node.port}}` as chips with the node's label. */
export function ReferenceField(props: ReferenceFieldProps) {
  const { value, onChange, label, multiline = false, mono, placeholder, describedBy, invalid } = props
  const element = useRef<HTMLDivElement>(null)
  const menuId = useId()
  const { describeChip } = useNodeFormContext()
  const editing = useReferenceEditing({ element, onChange, multiline })
  const { menu } = editing

  // Rendered imperatively, because React must not change text that is being edited. Renaming a node renders the chips
  // again.
  useLayoutEffect(() => {
    const field = element.current
    if (!field) return
    if (readText(field) !== value || field.dataset.describe !== describeChip.version) {
      const hadFocus = document.activeElement === field
      drawText(field, value, describeChip.look)
      field.dataset.describe = describeChip.version
      if (hadFocus) editing.restoreCaret()
    }
  }, [value, describeChip, editing])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for focus leaving the field.
    <div className="group/reference relative" onBlur={(event) => leaves(event) && editing.close()}>
      {/* biome-ignore lint/a11y/useSemanticElements: a textarea cannot contain chips. */}
      <div
        ref={element}
        role="textbox"
        tabIndex={0}
        aria-multiline={multiline}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-autocomplete="list"
        aria-controls={menu ? menuId : undefined}
        aria-activedescendant={menu ? `${menuId}-${menu.active}` : undefined}
        contentEditable="plaintext-only"
        suppressContentEditableWarning
        spellCheck={!mono}
        data-placeholder={placeholder}
        data-empty={value === '' || undefined}
        className={cn(
          FIELD_CLASSES,
          'reference-field whitespace-pre-wrap break-words py-1.5 pr-8 leading-5 outline-none',
          multiline ? 'max-h-80 min-h-20 overflow-y-auto' : 'min-h-8',
          mono && 'font-mono text-xs',
        )}
        onInput={editing.onInput}
        onKeyDown={(event: KeyboardEvent) => editing.onKeyDown(event)}
        onPaste={editing.onPaste}
        onCopy={editing.onCopy}
        onCut={editing.onCut}
        onKeyUp={editing.onCaretMoved}
        onClick={editing.onCaretMoved}
      />
      <IconButton
        icon="braces"
        size="sm"
        label={t('canvas.insertReference')}
        className="absolute top-1 right-1 opacity-60 group-focus-within/reference:opacity-100 group-hover/reference:opacity-100"
        onMouseDown={(event) => event.preventDefault()}
        onClick={editing.openMenu}
      />
      {menu ? (
        <ReferenceMenu
          id={menuId}
          entries={menu.entries}
          active={menu.active}
          onHover={editing.hover}
          onSelect={editing.choose}
        />
      ) : null}
    </div>
  )
}

function leaves(event: FocusEvent<HTMLElement>): boolean {
  return !event.currentTarget.contains(event.relatedTarget)
}
