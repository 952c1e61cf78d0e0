import type { FirstMessages } from './messages.ts';

export const korean: FirstMessages = {
  pay: '결제하기',
  payAmount: '{price} 결제하기',
  opening: '결제 진행 중',
  reload: '다시 불러오기',
  quantity: '수량 {count}개',
  assurance: '결제는 포트원을 통해 안전하게 처리돼요.',
  loading: '상품을 불러오고 있어요',
  slow: {
    title: '시간이 조금 걸리고 있어요',
    text: '연결이 느릴 수 있어요. 잠시만 기다려 주세요.',
  },
  confirming: {
    title: '결제를 확인하고 있어요',
    text: '잠시면 끝나요. 다시 결제하지 마세요.',
  },
  trouble: {
    title: '불러오지 못했어요',
    text: '인터넷 연결을 확인하고 다시 시도해 주세요.',
  },
};
