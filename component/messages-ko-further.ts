import type { FurtherMessages } from './messages.ts';

export const messages: FurtherMessages = {
  loadFailed: {
    notFound: {
      title: '상품을 찾을 수 없어요',
      text: '판매가 끝났거나 주소가 바뀌었을 수 있어요.',
    },
    unreachable: {
      title: '상품을 불러오지 못했어요',
      text: '인터넷 연결을 확인하고 다시 시도해 주세요.',
    },
    other: { title: '상품을 불러오지 못했어요', text: '잠시 후 다시 시도해 주세요.' },
  },
  scriptFailed: {
    title: '결제창을 불러오지 못했어요',
    text: '인터넷 연결이나 광고 차단 설정을 확인하고 다시 시도해 주세요.',
  },
  framed: {
    title: '새 화면에서 결제해 주세요',
    text: '이 화면 안에서는 결제창을 열 수 없어요.',
  },
  openPage: '새 창에서 열기',
  openBrowser: '결제가 안 되나요? 브라우저에서 열기',
  copyAddress: '결제가 안 되나요? 주소 복사하기',
  addressCopied: '주소를 복사했어요. 브라우저에 붙여 넣어 주세요.',
  addressNotCopied: '복사하지 못했어요. 앱 메뉴에서 브라우저로 열어 주세요.',
  busy: {
    title: '다른 결제가 진행 중이에요',
    text: '그 결제를 먼저 마쳐 주세요. 잠시 후 다시 누르면 그만두고 이 상품을 결제할 수 있어요.',
  },
  pressAgain: {
    title: '결제 준비가 끝났어요',
    text: '버튼을 한 번 더 눌러 결제창을 열어 주세요.',
  },
  windowBlocked: {
    title: '결제창이 열리지 않았어요',
    text: '팝업이 차단됐다면 허용한 뒤 다시 결제해 주세요.',
  },
  offline: {
    title: '인터넷에 연결되어 있지 않아요',
    text: '연결되면 다시 시도해 주세요. 결제된 금액은 없어요.',
  },
  orderFailed: { title: '주문을 만들지 못했어요', text: '잠시 후 다시 시도해 주세요.' },
  quantityUnavailable: { title: '이 수량은 주문할 수 없어요', text: '수량을 바꿔 주세요.' },
  detailsRefused: {
    title: '입력한 정보를 확인해 주세요',
    text: '표시된 칸을 고친 뒤 다시 결제해 주세요.',
  },

  paying: { title: '결제창에서 결제를 진행해 주세요', text: '끝날 때까지 이 화면을 닫지 마세요.' },
  checkAgain: '결제 결과 다시 확인',
  windowGone: '결제창이 닫혔나요? 결제 결과 확인',
  orderNumber: '주문번호',
  receipt: '영수증',
  receiptOpen: '영수증 보기',
  paid: { title: '결제가 완료됐어요', text: '구매해 주셔서 감사합니다.' },
  cancelled: {
    title: '결제를 취소했어요',
    text: '결제된 금액은 없어요. 언제든 다시 결제할 수 있어요.',
  },
  processing: {
    title: '결제가 처리되고 있어요',
    text: '결과가 나오면 이 화면이 바뀌어요. 다시 결제하지 마세요.',
  },
  unconfirmed: {
    title: '결제 결과를 확인하고 있어요',
    text: '확인이 늦어지고 있어요. 결제됐을 수 있으니 다시 결제하지 마세요.',
  },
  notYetConfirmed: '결제 결과를 확인하고 있어요. 확인될 때까지 다시 결제하지 마세요.',
  askTheShop: {
    title: '결제를 확인하지 못했어요',
    text: '다시 결제하지 말고, 주문번호와 함께 판매자에게 문의해 주세요.',
  },
  failed: {
    DECLINED: {
      title: '결제가 승인되지 않았어요',
      text: '다른 카드나 결제 수단을 쓰거나 카드사에 문의해 주세요.',
    },
    INSUFFICIENT_FUNDS: {
      title: '잔액이 부족해요',
      text: '충전한 뒤 다시 결제하거나 다른 결제 수단을 써 주세요.',
    },
    LIMIT_EXCEEDED: {
      title: '결제 한도를 넘었어요',
      text: '다른 카드나 결제 수단으로 결제해 주세요.',
    },
    INVALID_CARD: {
      title: '카드 정보를 확인해 주세요',
      text: '카드 번호, 유효기간, CVC를 다시 확인하거나 다른 카드를 써 주세요.',
    },
    AUTHENTICATION_FAILED: {
      title: '본인 확인에 실패했어요',
      text: '비밀번호나 인증 정보를 확인해 주세요. 잠겼다면 카드사에 문의해 주세요.',
    },
    EXPIRED_OR_TIMEOUT: {
      title: '결제 시간이 지났어요',
      text: '결제된 금액은 없어요. 처음부터 다시 결제해 주세요.',
    },
    DUPLICATE: {
      title: '이미 결제된 주문일 수 있어요',
      text: '다시 결제하기 전에 판매자에게 확인해 주세요.',
    },
    PG_UNAVAILABLE: {
      title: '결제사가 응답하지 않아요',
      text: '점검 중일 수 있어요. 잠시 후 다시 결제하거나 다른 결제 수단을 써 주세요.',
    },
    MERCHANT_CONFIG: {
      title: '지금은 이 방법으로 결제할 수 없어요',
      text: '다른 결제 수단을 쓰거나 판매자에게 문의해 주세요.',
    },
    INVALID_REQUEST: {
      title: '결제를 진행하지 못했어요',
      text: '결제된 금액은 없어요. 판매자에게 문의해 주세요.',
    },
    UNKNOWN: {
      title: '결제가 완료되지 않았어요',
      text: '잠시 후 다시 결제하거나 다른 결제 수단을 써 주세요.',
    },
  },

  issued: {
    title: '입금을 기다리고 있어요',
    text: '아래 계좌로 입금하면 이 화면에서 바로 확인돼요.',
  },
  expired: {
    title: '입금 기한이 지났어요',
    text: '이 계좌로 입금하지 마세요. 처음부터 다시 결제할 수 있어요.',
  },
  bank: '은행',
  accountNumber: '계좌번호',
  holder: '예금주',
  amountDue: '입금할 금액',
  dueAt: '입금 기한',
  copy: '복사',
  copyDone: '복사됨',
  copied: '계좌번호를 복사했어요',
  notCopied: '복사하지 못했어요. 계좌번호를 길게 눌러 복사해 주세요.',
  banks: {
    BANK_OF_KOREA: '한국은행',
    KDB: '산업은행',
    IBK: '기업은행',
    KOOKMIN: '국민은행',
    SUHYUP: '수협은행',
    NONGHYUP: '농협은행',
    LOCAL_NONGHYUP: '지역농협',
    WOORI: '우리은행',
    STANDARD_CHARTERED: 'SC제일은행',
    CITI: '한국씨티은행',
    DAEGU: 'iM뱅크(대구은행)',
    BUSAN: '부산은행',
    KWANGJU: '광주은행',
    JEJU: '제주은행',
    JEONBUK: '전북은행',
    KYONGNAM: '경남은행',
    KFCC: '새마을금고',
    SHINHYUP: '신협',
    SAVINGS_BANK: '저축은행',
    POST: '우체국',
    HANA: '하나은행',
    SHINHAN: '신한은행',
    K_BANK: '케이뱅크',
    KAKAO: '카카오뱅크',
    TOSS: '토스뱅크',
  },

  methods: '결제 수단',
  pieces: '수량',
  fewer: '수량 줄이기',
  more: '수량 늘리기',
  buyer: '주문하는 분',
  fields: {
    fullName: '이름',
    firstName: '이름',
    lastName: '성',
    firstNameKana: '이름(가타카나)',
    lastNameKana: '성(가타카나)',
    phoneNumber: '휴대폰 번호',
    email: '이메일',
  },
  fieldMissing: {
    fullName: '이름을 입력해 주세요.',
    firstName: '이름을 입력해 주세요.',
    lastName: '성을 입력해 주세요.',
    firstNameKana: '이름을 가타카나로 입력해 주세요.',
    lastNameKana: '성을 가타카나로 입력해 주세요.',
    phoneNumber: '휴대폰 번호를 입력해 주세요.',
    email: '이메일을 입력해 주세요.',
  },
  fieldWrong: {
    fullName: '이름을 다시 확인해 주세요.',
    firstName: '이름을 다시 확인해 주세요.',
    lastName: '성을 다시 확인해 주세요.',
    firstNameKana: '이름을 가타카나로 입력해 주세요.',
    lastNameKana: '성을 가타카나로 입력해 주세요.',
    phoneNumber: '010-1234-5678처럼 입력해 주세요.',
    email: 'name@example.com처럼 입력해 주세요.',
  },
};
