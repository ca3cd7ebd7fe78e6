// The examples of RFC 6241 §6.4 with the conceptual data of §6.4.3 (users) and §6.4.8 (interfaces), written out.

/** One example: content of `<filter>`, of the server's data and of `<data>` in the reply. */
export interface FilterExample {
  readonly section: string;
  readonly title: string;
  readonly filter: string;
  readonly data: string;
  readonly result: string;
}

const CONFIG = 'http://example.com/schema/1.2/config';
const STATS = 'http://example.com/schema/1.2/stats';

const top = (content: string): string => `<top xmlns="${CONFIG}">${content}</top>`;
const user = (name: string, type: string, fullName: string, dept: number, id: number): string =>
  `<user><name>${name}</name><type>${type}</type><full-name>${fullName}</full-name>
     <company-info><dept>${dept}</dept><id>${id}</id></company-info></user>`;

const ROOT = user('root', 'superuser', 'Charlie Root', 1, 1);
const FRED = user('fred', 'admin', 'Fred Flintstone', 2, 2);
const BARNEY = user('barney', 'admin', 'Barney Rubble', 2, 3);
const USERS = top(`<users>${ROOT}${FRED}${BARNEY}</users><groups><group><name>staff</name></group></groups>`);

const statistics = (content: string): string =>
  `<t:top xmlns:t="${STATS}"><t:interfaces>${content}</t:interfaces></t:top>`;
const eth0 = (t: string): string =>
  `<${t}interface ${t}ifName="eth0"><${t}ifInOctets>45621</${t}ifInOctets><${t}ifOutOctets>774344</${t}ifOutOctets></${t}interface>`;

export const RFC_6241_SECTION_6_4: readonly FilterExample[] = [
  { section: '6.4.2', title: 'empty filter', filter: '', data: USERS, result: '' },
  {
    section: '6.4.3',
    title: 'select the entire <users> subtree',
    filter: top('<users/>'),
    data: USERS,
    result: top(`<users>${ROOT}${FRED}${BARNEY}</users>`),
  },
  {
    section: '6.4.3',
    title: 'the same by way of <user>',
    filter: top('<users><user/></users>'),
    data: USERS,
    result: top(`<users>${ROOT}${FRED}${BARNEY}</users>`),
  },
  {
    section: '6.4.4',
    title: 'select all <name> elements within the <users> subtree',
    filter: top('<users><user><name/></user></users>'),
    data: USERS,
    result: top(
      '<users><user><name>root</name></user><user><name>fred</name></user><user><name>barney</name></user></users>',
    ),
  },
  {
    section: '6.4.5',
    title: 'one specific <user> entry',
    filter: top('<users><user><name>fred</name></user></users>'),
    data: USERS,
    result: top(`<users>${FRED}</users>`),
  },
  {
    section: '6.4.6',
    title: 'specific elements from a specific <user> entry',
    filter: top('<users><user><name>fred</name><type/><full-name/></user></users>'),
    data: USERS,
    result: top(
      '<users><user><name>fred</name><type>admin</type><full-name>Fred Flintstone</full-name></user></users>',
    ),
  },
  {
    section: '6.4.7',
    title: 'multiple subtrees',
    filter: top(`<users>
        <user><name>root</name><company-info/></user>
        <user><name>fred</name><company-info><id/></company-info></user>
        <user><name>barney</name><type>superuser</type><company-info><dept/></company-info></user>
      </users>`),
    data: USERS,
    result: top(`<users>
        <user><name>root</name><company-info><dept>1</dept><id>1</id></company-info></user>
        <user><name>fred</name><company-info><id>2</id></company-info></user>
      </users>`),
  },
  {
    section: '6.4.8',
    title: 'elements with attribute naming',
    filter: statistics('<t:interface t:ifName="eth0"/>'),
    data: statistics(
      `${eth0('t:')}<t:interface t:ifName="eth1"><t:ifInOctets>1</t:ifInOctets></t:interface>`,
    ),
    result: statistics(eth0('t:')),
  },
  {
    section: '6.4.8',
    title: 'if ifName were a child node',
    filter: `<top xmlns="${STATS}"><interfaces><interface><ifName>eth0</ifName></interface></interfaces></top>`,
    data: `<top xmlns="${STATS}"><interfaces><interface><ifName>eth0</ifName><ifInOctets>45621</ifInOctets></interface><interface><ifName>eth1</ifName></interface></interfaces></top>`,
    result: `<top xmlns="${STATS}"><interfaces><interface><ifName>eth0</ifName><ifInOctets>45621</ifInOctets></interface></interfaces></top>`,
  },
];
