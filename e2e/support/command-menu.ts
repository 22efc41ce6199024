import { expect, type Locator, type Page } from '@playwright/test'

/**
 * Types into the search of the open dialog, and selects the first match. The page behind it may have comboboxes too,
 * and the dialog is loaded when it first opens.
 */
export async function chooseCommand(page: Page, search: string, option: string | RegExp = search): Promise<void> {
  const dialog: Locator = page.getByRole('dialog')
  await dialog.getByRole('combobox').fill(search)
  await expect(dialog.getByRole('option', { selected: true })).toContainText(option)
  await page.keyboard.press('Enter')
}
