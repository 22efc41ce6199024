'use client'
import { t } from '@/lib/client/messages/t'
import { cn } from './cn'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Input } from './input'

export interface SearchInputProps {
  value: string
  onValueChange: (value: string) => void
  /** Placeholder and accessible name. */
  label: string
  id?: string
  className?: string
  autoFocus?: boolean
  /** Enter was pressed. */
  onSubmit?: () => void
}

export function SearchInput({ value, onValueChange, label, id, className, autoFocus, onSubmit }: SearchInputProps) {
  return (
    <div className={cn('relative', className)}>
      <Icon name="search" size={14} className="pointer-events-none absolute top-2.25 left-2.5 text-faint" />
      <Input
        type="search"
        id={id}
        value={value}
        placeholder={label}
        aria-label={label}
        autoFocus={autoFocus}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSubmit?.()
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onValueChange('')
        }}
        className="px-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {value ? (
        <IconButton
          icon="x"
          label={t('common.clear')}
          size="sm"
          tooltip={false}
          onClick={() => onValueChange('')}
          className="absolute top-1 right-1"
        />
      ) : null}
    </div>
  )
}
