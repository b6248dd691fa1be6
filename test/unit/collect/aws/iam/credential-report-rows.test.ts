import { describe, expect, it } from 'vitest';
import { credentialReportRows } from '../../../../../src/collect/aws/iam/credential-report-rows.ts';

const ARN = 'arn:aws:iam::111122223333:user';

function rows(...lines: readonly string[]) {
  return credentialReportRows(['user,arn,mfa_active,last', ...lines].join('\n'));
}

describe('credentialReportRows', () => {
  it('goes by the names of the columns; the last line may end or not', () => {
    expect(rows(`a,${ARN}/a,true,N/A`, `b,${ARN}/b,false,x`, '')).toEqual({
      rows: [
        { user: 'a', arn: `${ARN}/a`, mfa_active: 'true', last: 'N/A' },
        { user: 'b', arn: `${ARN}/b`, mfa_active: 'false', last: 'x' },
      ],
      unreadable: [],
    });
    expect(credentialReportRows(`user,arn,x\r\n<root_account>,arn:aws:iam::1:root,\r\n`)).toEqual({
      rows: [{ user: '<root_account>', arn: 'arn:aws:iam::1:root', x: '' }],
      unreadable: [],
    });
    expect(rows()).toEqual({ rows: [], unreadable: [] });
  });

  it.each([
    ['bare', `a,b,${ARN}/p,q/a,b,true,x`, 'a,b', `${ARN}/p,q/a,b`],
    ['quoted', `"a,b","${ARN}/p,q/a,b",true,x`, 'a,b', `${ARN}/p,q/a,b`],
    ['only the path', `a,${ARN}/p,q/a,true,x`, 'a', `${ARN}/p,q/a`],
    ['a quote in the path', `a,"${ARN}/p""q/a",true,x`, 'a', `${ARN}/p"q/a`],
    ['a bare quote in the path', `a,${ARN}/p"q/a,true,x`, 'a', `${ARN}/p"q/a`],
    ['a name like an ARN', `arn,${ARN}/arn,true,x`, 'arn', `${ARN}/arn`],
  ])('commas and quotes in names: %s', (_, line, user, arn) => {
    expect(rows(line)).toEqual({ rows: [{ user, arn, mfa_active: 'true', last: 'x' }], unreadable: [] });
  });

  it.each([
    ['too few fields', `a,${ARN}/a,true`],
    ['one too many', `a,${ARN}/a,true,x,y`],
    ['an ARN of another user', `a,${ARN}/b,true,x`],
    ['a root user of another name', `<root_account>,${ARN}/b,true,x`],
    ['a quote that stays open', `"a,${ARN}/a,true,x`],
    ['a field that goes on after its quote', `"a"b,${ARN}/a,true,x`],
    ['no ARN', 'a,b,true,x'],
  ])('says which line it cannot read: %s', (_, line) => {
    expect(rows(`z,${ARN}/z,true,x`, line)).toEqual({
      rows: [{ user: 'z', arn: `${ARN}/z`, mfa_active: 'true', last: 'x' }],
      unreadable: [3],
    });
  });

  it.each(['', '<html>', 'arn,user\n', '{"user":1}', 'user\n'])('%j is no report', (text) => {
    expect(credentialReportRows(text)).toBeUndefined();
  });
});
