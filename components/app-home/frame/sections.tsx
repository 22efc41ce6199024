'use client'
import type { ReactNode } from 'react'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SideTabsGroup, SideTabsList, SideTabsTrigger } from '@/components/ui/side-tabs'
import { Tabs, TabsContent } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'

export interface Section {
  value: string
  label: string
  content: () => ReactNode
  isHidden?: boolean
}

export interface SectionsProps {
  title: string
  description?: string
  actions?: ReactNode
  sections: readonly Section[]
}

/** A page with vertical tabs. The URL contains the selected tab. */
export function Sections({ title, description, actions, sections }: SectionsProps) {
  const shown = sections.filter(({ isHidden }) => !isHidden)
  const [tab, setTab] = useTab(shown.map(({ value }) => value))
  return (
    <PageBody>
      <PageHeader title={title} {...(description ? { description } : {})} actions={actions} />
      <Tabs
        orientation="vertical"
        value={tab}
        onValueChange={setTab}
        className="flex flex-col gap-6 md:flex-row md:gap-10"
      >
        <SideTabsList aria-label={title}>
          <SideTabsGroup>
            {shown.map(({ value, label }) => (
              <SideTabsTrigger key={value} value={value}>
                {label}
              </SideTabsTrigger>
            ))}
          </SideTabsGroup>
        </SideTabsList>
        <div className="min-w-0 flex-1">
          {shown.map(({ value, content }) => (
            <TabsContent key={value} value={value}>
              {value === tab ? content() : null}
            </TabsContent>
          ))}
        </div>
      </Tabs>
    </PageBody>
  )
}
