// Code shared by two parts is bundled with the common code instead of a separate file.
import './panel-head'
import { addIcons } from '../icons'
import { addTexts } from '../texts'
import { RICH_PATHS } from './rich-icons'
import { richTexts } from './rich-texts'

addTexts(richTexts)
addIcons(RICH_PATHS)
