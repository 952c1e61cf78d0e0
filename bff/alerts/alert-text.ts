import type { ConditionName } from './conditions.ts';

type Words = { begins: string; advice: string; ends: string };

const words: Readonly<Record<ConditionName, Readonly<Record<'ko' | 'en', Words>>>> = {
  'database away': {
    ko: {
      begins: '데이터베이스에 연결할 수 없습니다',
      advice:
        '지금은 주문을 받을 수 없습니다. 이미 결제된 주문은 사라지지 않으며, 데이터베이스가 돌아오면 서버가 포트원에 다시 물어 처리합니다. 데이터베이스가 실행 중인지, 디스크가 가득 차지 않았는지, DATABASE_URL이 맞는지 확인하세요.',
      ends: '데이터베이스에 다시 연결되었습니다',
    },
    en: {
      begins: 'The database cannot be reached',
      advice:
        'No orders can be taken now. Nothing that was paid is lost: once the database is back, the server asks PortOne again. See whether the database runs, its disk is not full, and DATABASE_URL is right.',
      ends: 'The database is back',
    },
  },
  'secret refused': {
    ko: {
      begins: '포트원이 V2_API_SECRET을 거부합니다',
      advice:
        '결제를 확인할 수 없어 주문이 확정되지 않습니다. 포트원 콘솔 > 결제연동 > 연동정보 > 식별코드·API Keys에서 V2 API 시크릿을 다시 복사해 설정하고 서버를 다시 시작하세요. 그동안의 결제는 다시 시작한 뒤 자동으로 처리됩니다.',
      ends: '포트원에서 시크릿이 다시 확인되었습니다',
    },
    en: {
      begins: 'PortOne refuses V2_API_SECRET',
      advice:
        'Payments cannot be verified, so that nothing is delivered. Copy the V2 API secret again from PortOne’s console (결제연동 > 연동정보 > 식별코드·API Keys), and start the server again. What was paid meanwhile is found by itself then.',
      ends: 'PortOne takes the secret again',
    },
  },
  'webhooks refused': {
    ko: {
      begins: '웹훅이 계속 거부됩니다',
      advice:
        'V2_WEBHOOK_SECRET이 이 모드(테스트 또는 실연동)의 시크릿인지, 서버 시계가 맞는지 확인하세요. portone-checkout check가 둘 다 살펴봅니다. 그동안의 결제도 서버가 포트원에 물어 처리하지만 조금 늦어집니다.',
      ends: '웹훅을 다시 받고 있습니다',
    },
    en: {
      begins: 'Webhooks are refused, one after the other',
      advice:
        'See whether V2_WEBHOOK_SECRET is that of this mode (테스트 or 실연동), and whether this machine’s clock is right: portone-checkout check looks at both. Payments are found meanwhile by asking PortOne, a little later.',
      ends: 'Webhooks are accepted again',
    },
  },
  'reading behind': {
    ko: {
      begins: '포트원의 변경 내역을 15분 넘게 읽지 못했습니다',
      advice:
        '늦게 들어온 입금이나 취소가 아직 반영되지 않았을 수 있습니다. 서버에서 포트원(api.portone.io)에 연결되는지 확인하세요. 연결되면 밀린 내역을 자동으로 읽습니다.',
      ends: '포트원의 변경 내역을 모두 읽었습니다',
    },
    en: {
      begins: 'PortOne’s changes could not be read for more than 15 minutes',
      advice:
        'Late deposits and refunds may not be known yet. See whether this machine reaches PortOne (api.portone.io). What was missed is read by itself then.',
      ends: 'PortOne’s changes are read up to now',
    },
  },
  'messages given up': {
    ko: {
      begins: '끝내 전달하지 못한 메시지가 있습니다',
      advice:
        '상품을 제공해야 할 주문이 수신 서버에 전달되지 않았습니다. 수신 서버를 고친 뒤 portone-checkout orders redeliver --dead로 재전송하세요.',
      ends: '전달하지 못한 메시지가 더는 없습니다',
    },
    en: {
      begins: 'Messages were given up',
      advice:
        'The receiver was never told of orders that are to be delivered. Once it works, send them again: portone-checkout orders redeliver --dead',
      ends: 'No message is given up any more',
    },
  },
  'messages waiting': {
    ko: {
      begins: '한 시간 넘게 전달되지 못한 메시지가 있습니다',
      advice:
        '수신 서버가 메시지를 받지 않고 있습니다. 수신 서버가 실행 중인지, 2xx로 응답하는지 확인하세요. 메시지는 하루 넘게 자동으로 재전송합니다.',
      ends: '밀린 메시지를 모두 전달했습니다',
    },
    en: {
      begins: 'Messages have been waiting for more than an hour',
      advice:
        'The receiver does not take them. See whether it runs, and answers 2xx. They are sent again by themselves for more than a day.',
      ends: 'All messages are delivered',
    },
  },
};

/** What an owner is written when something begins, or is over. */
export function alertText(
  name: ConditionName,
  language: 'ko' | 'en',
  isOver: boolean,
): { subject: string; text: string } {
  const { begins, advice, ends } = words[name][language];
  return isOver
    ? { subject: `✓ ${ends}`, text: `${ends}.` }
    : { subject: begins, text: `${begins}.\n\n${advice}` };
}
