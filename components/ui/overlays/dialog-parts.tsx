'use client'
import { Dialog as Radix } from 'radix-ui'
import { t } from '@/lib/client/messages/t'
import { cn } from '../cn'
import { IconButton } from '../icon-button'
import { useReturnFocus } from '../use-return-focus'
import type { DialogContentProps } from './dialog-content-props'
import { OVERLAY_CLASSES } from './overlay-classes'

export const Root = Radix.Root
export const Close = Radix.Close

const WIDTHS = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-2xl', xl: 'max-w-4xl' }

export function Content({
  title,
  description,
  size = 'md',
  footer,
  isClosable = true,
  className,
  children,
  onOpenAutoFocus,
  onCloseAutoFocus,
  ...rest
}: DialogContentProps) {
  const focus = useReturnFocus({ onOpenAutoFocus, onCloseAutoFocus })
  return (
    <Radix.Portal>
      <Radix.Overlay className={OVERLAY_CLASSES} />
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[calc(100vw-24px)] -translate-x-1/2 animate-fade flex-col overflow-hidden rounded-xl border bg-raised shadow-lg focus-visible:outline-none',
          WIDTHS[size],
        )}
        {...rest}
        {...focus}
      >
        <header className="pt-4 pr-14 pb-3 pl-5">
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          {description ? (
            <Radix.Description className="mt-0.5 text-muted text-sm">{description}</Radix.Description>
          ) : null}
        </header>
        <div className={cn('min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5', className)}>{children}</div>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-t bg-sunken/60 px-5 py-3">{footer}</footer>
        ) : null}
        {/* Last, so that the first field gets the initial focus. */}
        {isClosable ? (
          <Radix.Close asChild>
            <IconButton icon="x" label={t('common.close')} tooltip={false} className="absolute top-3 right-3" />
          </Radix.Close>
        ) : null}
      </Radix.Content>
    </Radix.Portal>
  )
}
