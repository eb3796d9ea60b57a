import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconClipboard, IconDownload, IconLink, IconTable } from '@tabler/icons-react';

interface ExportMenuProps {
  isDisabled: boolean;
  onCsv: () => void;
  onXlsx: () => void;
  onTsv: () => void;
  onLink: () => void;
}

/** Takes what is shown elsewhere. */
export function ExportMenu({ isDisabled, onCsv, onXlsx, onTsv, onLink }: ExportMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={isDisabled} leftSection={<IconDownload size={14} />} onClick={onCsv}>
          Download as CSV
        </Menu.Item>
        <Menu.Item disabled={isDisabled} leftSection={<IconTable size={14} />} onClick={onXlsx}>
          Download for Excel
        </Menu.Item>
        <Menu.Item disabled={isDisabled} leftSection={<IconClipboard size={14} />} onClick={onTsv}>
          Copy for a spreadsheet
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={14} />} onClick={onLink}>
          Copy link to this view
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
