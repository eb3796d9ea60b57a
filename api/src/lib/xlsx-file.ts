import { zipFiles } from './zip-files.ts';

/** Text, or a number as an exact decimal string: a workbook keeps it digit by digit. */
export type XlsxCell = string | { decimal: string };

const DECIMAL = /^-?\d+(\.\d+)?$/;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/**
 * A workbook of one sheet whose first row is a heading that stays in sight. Text is never read as a formula.
 * @throws RangeError for a decimal that is none
 */
export function xlsxFile(sheet: string, rows: readonly (readonly XlsxCell[])[]): Buffer<ArrayBuffer> {
  const relation = (type: string, target: string) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
  const part = (path: string, type: string) =>
    `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const types = [
    `${XML}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    ...[part('/xl/workbook.xml', 'sheet.main'), part('/xl/worksheets/sheet1.xml', 'worksheet'), '</Types>'],
  ];
  const name = escapeXml(sheet.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31));
  const workbook = `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const body = [
    `${XML}<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetData>`,
    ...rows.map((cells) => `<row>${cells.map(cellXml).join('')}</row>`),
    '</sheetData></worksheet>',
  ];
  return zipFiles([
    { name: '[Content_Types].xml', content: types.join('') },
    { name: '_rels/.rels', content: relation('officeDocument', 'xl/workbook.xml') },
    { name: 'xl/workbook.xml', content: XML + workbook },
    { name: 'xl/_rels/workbook.xml.rels', content: relation('worksheet', 'worksheets/sheet1.xml') },
    { name: 'xl/worksheets/sheet1.xml', content: body.join('') },
  ]);
}

function cellXml(cell: XlsxCell): string {
  if (typeof cell === 'string') {
    return cell === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
  }
  if (!DECIMAL.test(cell.decimal)) throw new RangeError(`not a decimal number: ${cell.decimal}`);
  return `<c><v>${cell.decimal}</v></c>`;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe in the text and in quoted attributes of XML and HTML; what neither can hold is left out. */
export function escapeXml(text: string): string {
  return Array.from(text, (sign) => escapes[sign] ?? (isHeld(sign) ? sign : '')).join('');
}

function isHeld(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return code >= 0x20
    ? code < 0xd800 || (code > 0xdfff && code < 0xfffe) || code > 0xffff
    : sign === '\t' || sign === '\n' || sign === '\r';
}
